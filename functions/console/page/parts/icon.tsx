/** Line icons on a grid of 20, in the colour of the text beside them. */
const PATHS = {
  search: "M8.5 14a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11Zm4-1.5 4.5 4.5",
  chevron: "m7.5 4.5 5.5 5.5-5.5 5.5",
  back: "M16 10H4m5-5-5 5 5 5",
  check: "m4 10.5 4 4 8-9",
  warning: "M10 3 2.5 16.5h15L10 3Zm0 5v4m0 2.2v.3",
  question:
    "M10 17.5a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15ZM7.8 7.8a2.2 2.2 0 1 1 3.2 2c-.7.3-1 .8-1 1.6m0 2.6v.3",
  dash: "M5 10h10",
  copy: "M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1",
  download: "M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13",
  link: "M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.2 3.2 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.2 3.2 0 0 0 4.6 4.6l1-1",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm8 2.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  swap: "M3 7h13m-4-4 4 4-4 4M17 13H4m4-4-4 4 4 4",
  close: "m5 5 10 10M15 5 5 15",
  again: "M15.5 5.5V9H12M15.2 9A5.6 5.6 0 1 0 15.6 12",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 1.8v1.7m0 13v1.7M1.8 10h1.7m13 0h1.7M4.2 4.2l1.2 1.2m9.2 9.2 1.2 1.2m0-11.6-1.2 1.2m-9.2 9.2-1.2 1.2",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
