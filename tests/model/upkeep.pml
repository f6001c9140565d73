/* The commands that remove objects: `erase` today, and with -DTOMBSTONES as docs/decisions/0033 describes it. */


inline remove_result(at) {
  d_step {
    if
    :: is_good(result[at]) || result[at] == DAMAGED -> erasures++; acknowledged = EMPTY
    :: else
    fi;
    result[at] = EMPTY
  }
}

/* The calls that are under way when an erasure begins must not bring the result back once it is over. */
inline begin_erasure() {
  d_step {
    for (i : 0 .. PROCESSES - 1) { old[i] = old[i] || in_call[i] };
    late.is_old = late.what == RESULT;
    is_erasing = true;
    i = 0
  }
}

#ifndef TOMBSTONES
proctype eraser() {
  byte me = ERASER, at, newest, found;

end: /* It may never be called. */
  atomic { running > 0 && is_good(result[0]) -> begin_erasure() }
  do /* Give the newest claim back, so that the next request need not wait for it… */
  :: at < SLOTS && result[at] != EMPTY ->
    atomic {
      newest = NONE;
      for (i : 0 .. GENERATIONS - 1) {
        if
        :: claim[cell(at, i)] != EMPTY -> newest = i
        :: else
        fi
      };
      if
      :: newest != NONE && claim[cell(at, newest)] < TOMBSTONE -> found = claim[cell(at, newest)]
      :: else -> found = 0
      fi
    }
    atomic {
      if
      :: found != 0 -> withdrawn[cell(at, newest)] = withdrawn[cell(at, newest)] | bit_of(found)
      :: else
      fi;
      at++
    }
  :: else -> break
  od;
  do /* …and remove the results. */
  :: at > 0 -> atomic { at--; remove_result(at) }
  :: else -> break
  od;
  atomic { is_erased = true; is_erasing = false }
}
#else
proctype eraser() {
  byte me = ERASER, at, top, answer;

end: /* It may never be called. */
  atomic { running > 0 && is_good(result[0]) -> begin_erasure() }
again: /* The slots that hold a result or a claim: in each a producer may be at work. */
  atomic {
    top = 0; at = 0;
    for (i : 0 .. SLOTS - 1) {
      if
      :: is_good(result[i]) || result[i] == DAMAGED -> top = i + 1
      :: else
      fi
    }
    for (i : 0 .. CELLS - 1) {
      if
      :: claim[i] != EMPTY && i / GENERATIONS + 1 > top -> top = i / GENERATIONS + 1
      :: else
      fi
    }
    if /* If the last of them is damaged by now, a producer may already look at the next one. */
    :: covers_next_slot && top < SLOTS -> top++
    :: else
    fi
  }
  do
  :: at < top ->
    atomic { /* In ascending order, so that tombstones never follow anything else. */
      put(TOMB, at, 0, 0);
      if
      :: answer == CREATED -> erasures++; at++; goto next /* a producer that began since the removal loses its work */
      :: answer == EXISTS && result[at] == TOMBSTONE -> at++; goto next
      :: else
      fi
    }
    atomic { /* It holds a result. Remove it; a producer may be quicker than the next tombstone. */
      if
      :: covers_next_slot && result[at] == DAMAGED && at + 1 == top && top < SLOTS -> top++
      :: else
      fi;
      remove_result(at);
      if
      :: faults < FAULTS && !woken -> fault(); goto again /* it is killed, and run again */
      :: true
      fi
    }
next:
  :: else -> break
  od;
  atomic { is_erased = true; is_erasing = false }
}
#endif
