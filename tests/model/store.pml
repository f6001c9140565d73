/* The store, what may happen to a request on its way, and the invariants. */

/* What a result's name holds: EMPTY, DAMAGED, TOMBSTONE, or a good body. A body is the nonce of its producer. */
#define EMPTY 0
#define DAMAGED 255
#define UNREADABLE 254 /* a claim whose nonce cannot be read */
#define TOMBSTONE 252
#define is_good(body) ((body) != EMPTY && (body) < TOMBSTONE)

/* Answers to requests that create. Requests that read are answered with what they found, or REJECTED. */
#define CREATED 1
#define EXISTS 2
#define REJECTED 253

/* What requests create. */
#define RESULT 1
#define CLAIM 2
#define RELEASED 3
#define WITHDRAWN 4
#define RENEWED 5
#define TOMB 6

#define CELLS (SLOTS * GENERATIONS)
#define cell(slot, generation) ((slot) * GENERATIONS + (generation))

/* Nonces: each attempt of each process has its own. They count from 1. */
#define nonce_of(process, nth) (1 + (process) + PROCESSES * ((nth) - 1))
#define owner_of(nonce) (((nonce) - 1) % PROCESSES)
#define nth_of(nonce) (((nonce) - 1) / PROCESSES + 1)
#define bit_of(nonce) (1 << ((nonce) - 1))
#if PROCESSES * ATTEMPTS > 8
#define NONCES int
#else
#define NONCES byte
#endif

byte result[SLOTS];
byte claim[CELLS];
NONCES withdrawn[CELLS]; /* the nonces in the names of this generation's withdrawals */
NONCES released[CELLS];

/* A request that failed for its caller and is still on its way. */
typedef Request { byte what, place, turn, by; bool is_old }
Request late;

/* What the model knows and the processes do not. */
byte faults;
byte produced;
byte acknowledged; /* the body that was served, until it is damaged or erased */
byte attempt[PROCESSES];
bool at_work[PROCESSES]; /* its call goes on, and its lease has not run out */
byte started, running, unfinished;
bool woken; /* the last caller is done: paused processes go on, without further faults */
#ifdef RENEWAL
#define RENEWALS 2
byte renewals[CELLS]; /* of the claim's own nonce */
byte periods[CELLS]; /* the leases of this claim that have run out; an owner that lives renews it before */
#endif
#ifdef ERASE
byte erasures; /* results that were removed */
bool in_call[PROCESSES];
bool old[PROCESSES]; /* its call began before the erasure */
bool is_erasing, is_erased; /* an erasure is under way, or over */
#define is_old(nonce) (me == NETWORK -> late.is_old : old[owner_of(nonce)])
#else
#define erasures 0
#define is_erasing false
#define is_erased false
#define is_old(nonce) false
#endif
bool is_cut; /* a process needs more generations or attempts than the model has */

/* The invariants. All are false: the checker prints the name of the one in `assert(condition || NAME)`. */
hidden byte ONE_GOOD_RESULT, SERVED_IS_STORED, SERVED_STAYS_THE_SAME, NOTHING_LOST, SOMEBODY_GOES_ON, PRODUCED_ONCE;
hidden byte HELD_OFF, ONLY_OWN_CLAIMS_END, NO_CLAIM_LEFT_BEHIND, STAYS_ERASED;

#define is_live(nonce) ((nonce) < TOMBSTONE && at_work[owner_of(nonce)] && attempt[owner_of(nonce)] == nth_of(nonce))

#ifdef TRACE
#define may_fault true
#define fault() skip
#define may_stop false
#else
#define may_stop true
#define may_fault (me != LAST && !woken && faults < FAULTS)
#define fault() faults++
#endif

hidden byte i, other; /* of loops within one step */

/* Create-only: the first request for a name wins, and nothing is overwritten. */
inline put(kind, at, gen, nonce) {
  d_step {
    if
    :: kind == RESULT && (result[at] == EMPTY || may_overwrite(RESULT)) ->
      result[at] = nonce;
      answer = CREATED;
      assert(!is_erased || !is_old(nonce) || STAYS_ERASED);
      for (other : 0 .. SLOTS - 1) {
        assert(!is_good(result[other]) || result[other] == nonce || is_erasing || ONE_GOOD_RESULT)
      }
#ifdef RENEWAL
    :: kind == RENEWED ->
      if
      :: claim[cell(at, gen)] == nonce && renewals[cell(at, gen)] < RENEWALS -> renewals[cell(at, gen)]++
      :: else
      fi;
      answer = CREATED
#endif
    :: kind == TOMB && result[at] == EMPTY -> result[at] = TOMBSTONE; answer = CREATED
    :: kind == CLAIM && (claim[cell(at, gen)] == EMPTY || may_overwrite(CLAIM)) ->
      claim[cell(at, gen)] = nonce;
      answer = CREATED
    :: kind == RELEASED || kind == WITHDRAWN ->
      assert(claim[cell(at, gen)] != nonce || owner_of(nonce) == me || me >= ERASER || ONLY_OWN_CLAIMS_END);
      if
      :: kind == RELEASED && (released[cell(at, gen)] & bit_of(nonce)) == 0 ->
        released[cell(at, gen)] = released[cell(at, gen)] | bit_of(nonce);
        answer = CREATED
      :: kind == WITHDRAWN && (withdrawn[cell(at, gen)] & bit_of(nonce)) == 0 ->
        withdrawn[cell(at, gen)] = withdrawn[cell(at, gen)] | bit_of(nonce);
        answer = CREATED
      :: else -> answer = EXISTS
      fi
    :: else -> answer = EXISTS
    fi;
    other = 0
  }
}

/* A request that creates, with all that may happen to it and to its process. Leaves the answer in `answer`. */
inline create(kind, at, gen, nonce) {
  its_turn;
  if
  :: put(kind, at, gen, nonce)
  :: may_fault -> fault(); answer = REJECTED                                                 /* no effect */
  :: may_fault -> fault(); put(kind, at, gen, nonce); answer = REJECTED                      /* the answer is lost */
  :: may_fault -> fault(); put(kind, at, gen, nonce); put(kind, at, gen, nonce)              /* it is repeated */
  :: may_fault && late.what == 0 -> fault(); send_late(kind, at, gen, nonce); answer = REJECTED
  :: may_fault -> fault(); put(kind, at, gen, nonce); goto crashed
  fi;
  event(kind, at, gen, nonce, answer)
}

#ifdef ERASE
#define is_old_call (me < ERASER && old[me])
#else
#define is_old_call false
#endif

inline send_late(kind, at, gen, nonce) {
  d_step { late.what = kind; late.place = at; late.turn = gen; late.by = nonce; late.is_old = kind == RESULT && is_old_call }
}

/* A request that reads. A process that crashes while it reads is one that crashed after its last write. */
inline read(kind, at, gen, found) {
  its_turn;
  if
  :: answer = found
  :: may_fault -> fault(); answer = REJECTED
  fi;
  event(READ + kind, at, gen, 0, outcome_of(answer))
}

/* A process may stop for longer than its lease, with what it knows, until the last caller was served. */
inline may_pause() {
  if
  :: true
  :: may_fault && may_stop -> fault(); at_work[me] = false; running--; woken; running++
  fi
}

inline serve(at, body) {
  d_step {
    assert(result[at] == body || SERVED_IS_STORED);
    assert(acknowledged == EMPTY || acknowledged == body || is_erasing || SERVED_STAYS_THE_SAME);
    acknowledged = (is_erasing -> EMPTY : body)
  }
}

/* What befalls stored objects, and requests that arrive late. */
#define may_befall (running > 0 && faults < FAULTS)
#define may_damage(at) (may_befall && is_good(result[at]))

inline damage(at) {
  d_step {
    fault();
    if
    :: acknowledged == result[at] -> acknowledged = EMPTY
    :: else
    fi;
    result[at] = DAMAGED
  }
}

proctype network() {
  byte me = NETWORK, answer;
end:
  do
  :: atomic { late.what != 0 -> put(late.what, late.place, late.turn, late.by); send_late(0, 0, 0, 0); answer = 0 }
#ifdef RENEWAL
  :: atomic { periods[0] < renewals[0] -> periods[0]++ }
  :: atomic { periods[1] < renewals[1] -> periods[1]++ }
#endif
  :: atomic { may_damage(0) -> damage(0) }
  :: atomic { may_damage(1) -> damage(1) }
  :: atomic { may_befall && claim[0] != EMPTY && claim[0] < TOMBSTONE -> fault(); claim[0] = UNREADABLE }
  od
}
