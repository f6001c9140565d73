/** Uniform numbers in [-1, 1), the same on every machine. */
export type Noise = () => number;

/**
 * A stream of its own for each label, so that changing one figure of a case leaves the others alone.
 * FNV-1a for the seed and mulberry32 for the stream: both are 32-bit integer arithmetic, unlike
 * anything built on Math.sin or Math.exp, whose last bit differs between processors.
 */
export function noiseFor(label: string): Noise {
  let state = fnv1a(label);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x80000000 - 1;
  };
}

function fnv1a(label: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
