/* Reads recorded traces (replay.ts), and reports how far the model can follow each. */
#include <stdio.h>
#include <stdlib.h>

#define MOST_TRACES 1000
#define MOST_PROCESSES 8
#define MOST_EVENTS 120
#define ANY 99

struct event { int kind, slot, generation, nonce, outcome; double begin, end; };
static struct event recorded[MOST_TRACES][MOST_PROCESSES][MOST_EVENTS];
static int length[MOST_TRACES][MOST_PROCESSES];
static int total[MOST_TRACES], furthest[MOST_TRACES];
static int traces = -1;

static void trace_report(void) {
  for (int t = 0; t < traces; t++) printf("trace %d: %d of %d\n", t, furthest[t], total[t]);
}

/* Each line is "trace", or one of its events: process, kind, slot, generation, nonce, outcome,
 * and when it began and ended. */
static int trace_count(void) {
  char line[200];
  if (traces >= 0) return traces;
  FILE *file = fopen(getenv("TRACES"), "r");
  if (file == NULL) exit(3);
  traces = 0;
  while (fgets(line, sizeof line, file)) {
    int process;
    struct event e;
    if (line[0] == 't') {
      if (traces++ == MOST_TRACES) exit(4);
      continue;
    }
    if (sscanf(line, "%d %d %d %d %d %d %lf %lf", &process, &e.kind, &e.slot, &e.generation, &e.nonce, &e.outcome,
               &e.begin, &e.end) != 8) exit(5);
    int t = traces - 1;
    if (process >= MOST_PROCESSES || length[t][process] == MOST_EVENTS) exit(6);
    total[t]++;
    recorded[t][process][length[t][process]++] = e;
  }
  fclose(file);
  atexit(trace_report);
  return traces;
}

/* Whether a process's next event may happen now: none that ended before it began is still to come. */
static int trace_turn(int t, int process, const unsigned char *position) {
  if (furthest[t] == total[t] || position[process] >= length[t][process]) return 0;
  for (int other = 0; other < MOST_PROCESSES; other++) {
    if (length[t][other] == 0 || position[other] >= length[t][other]) continue;
    if (recorded[t][other][position[other]].end < recorded[t][process][position[process]].begin) return 0;
  }
  return 1;
}

static int trace_allows(int t, int process, int position, int kind, int slot, int generation, int nonce, int outcome) {
  if (position >= length[t][process]) return 0;
  const struct event *e = &recorded[t][process][position];
  return e->kind == kind && e->slot == slot && e->generation == generation && e->nonce == nonce &&
         (e->outcome == outcome || e->outcome == ANY);
}

static void trace_reached(int t, int events) {
  if (events > furthest[t]) furthest[t] = events;
}

/* SPIN takes a call within an expression for a side effect, unless it is a macro. */
#define HAS_TURN trace_turn(now.chosen, Pcaller->me, now.position)
#define IS_ALLOWED                                                                                     \
  trace_allows(now.chosen, seen_process, now.position[seen_process], seen_kind, seen_slot, seen_generation, \
               seen_nonce, seen_outcome)
#define IS_NOT_LAST (now.chosen + 1 < trace_count())
