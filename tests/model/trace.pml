/*
 * With -DTRACE the model may only do what recorded traces of the code did, event by event: `replay.ts` writes them into
 * the file that the variable TRACES names. Whatever the model does between two events, and what faults do, is free. A
 * trace that no order of the model's steps leads to the end of is one that the model does not allow.
 */
#define READ 10 /* plus what is read */
#define LIST 20
#define PRODUCE 21
#define ANSWER 22

/* Outcomes of events; of requests that create, the answers above. */
#define ABSENT 0
#define FOUND 3
#define IS_DAMAGED 4
#define HIT 5
#define STORED 6
#define CONFLICT 7
#define WAITS 8
#define ALL_DAMAGED 9
#define FAILED 10

#ifdef TRACE
short chosen;
byte position[PROCESSES];
byte events; /* that happened so far, in all processes */
hidden byte seen_process, seen_kind, seen_slot, seen_generation, seen_nonce, seen_outcome;

c_decl { \#include "trace.h" }

#define its_turn c_expr { HAS_TURN }

inline event(kind, at, gen, by, outcome) {
  d_step {
    seen_process = me; seen_kind = kind; seen_slot = at; seen_generation = gen; seen_nonce = by; seen_outcome = outcome
  }
  c_expr { IS_ALLOWED };
  position[me]++;
  events++;
  c_code { trace_reached(now.chosen, now.events); }
}

inline choose_trace() {
  chosen = 0;
  do
  :: c_expr { IS_NOT_LAST } -> chosen++
  :: break
  od
}
#else
#define choose_trace() skip
#define its_turn true
#define event(kind, at, gen, by, outcome) skip
#endif

#define outcome_of(found) (found == REJECTED -> REJECTED : (found == EMPTY -> ABSENT : (found == DAMAGED -> IS_DAMAGED : FOUND)))
