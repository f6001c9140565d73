/*
 * The claim protocol of docs/protocol.md for one key, for the checker SPIN. `model.check.ts` has the settings.
 *
 *   CALLERS      processes that ask for the key; one more comes last, without faults, when all others are done or paused
 *   ATTEMPTS     how often each of them calls, or starts at step 1 again
 *   FAULTS       how many faults there are in all
 *   SLOTS, GENERATIONS, FREE   as the code has them (SLOTS, FREE_GENERATIONS), but smaller
 *   ERASE        an operator erases the result; with TOMBSTONES as docs/decisions/0033 describes it
 *   RENEWAL      a producer renews its claim
 *
 * Time is not in it. Any lease of a process that has ended, or is paused, may or may not seem to have expired; that of
 * an active process does so only by a fault, as when a clock is wrong.
 */
#ifndef CALLERS
#define CALLERS 2
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 2
#endif
#ifndef FAULTS
#define FAULTS 2
#endif
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef GENERATIONS
#define GENERATIONS 4
#endif
#ifndef FREE
#define FREE 3
#endif

#ifdef TRACE
#define is_traced true
#define PROCESSES CALLERS
#define LAST 251
#else
#define is_traced false
#define PROCESSES (CALLERS + 1)
#define LAST CALLERS
#endif
#define ERASER 241 /* processes from here on are not callers */
#define NETWORK 250
#define NONE 255

/* What a caller does once it has withdrawn its claim. */
#define FAIL 1
#define AGAIN 2
#define EXHAUST 3

#include "mutants.pml"
#include "trace.pml"
#include "store.pml"
#include "reading.pml"
#include "caller.pml"
#ifdef ERASE
#include "upkeep.pml"
#endif

init {
  atomic {
    choose_trace();
    running = CALLERS;
    unfinished = PROCESSES;
    run network();
#ifdef ERASE
    run eraser();
#endif
    for (i : 0 .. PROCESSES - 1) { run caller(i) }
  }
  atomic {
    unfinished == 0 && !is_erasing;
    /* In the end every later lookup finds what was served. */
    i = 0;
    do
    :: i < SLOTS && (result[i] == DAMAGED || result[i] == TOMBSTONE) -> i++
    :: else -> break
    od;
    assert(acknowledged == EMPTY || (i < SLOTS && result[i] == acknowledged) || NOTHING_LOST)
  }
}
