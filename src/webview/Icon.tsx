// The few pictures of the panel, drawn as lines in the colour of the text.
const paths = {
  stop: 'M4.5 4.5h7v7h-7z',
  rerunFailed: 'M13 3v3.5H9.5M13 6.5A5.2 5.2 0 1 0 13.2 9',
  clone: 'M5.500 5.500h7.500v8H5.500zM10.500 5.500v-3H3v8h2.500M9.250 7.500v4M7.250 9.500h4',
  openLog: 'M3 3.5h10M3 6.5h10M3 9.5h7M3 12.5h5',
  downloadResult: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
  openResult: 'M9.5 2.5h-6v11h9v-8zM9.5 2.5v3h3',
  showUsage:
    'M8 14.200C5 10.800 3.800 8.700 3.800 6.700a4.200 4.200 0 0 1 8.400 0c0 2-1.200 4.100-4.200 7.500zM8 5.200a1.500 1.500 0 1 0 .01 0z',
  openJson:
    'M6 2.5c-2 0-2 1-2 2.7S3.500 8 2.500 8C3.500 8 4 9.100 4 10.800s0 2.700 2 2.700M10 2.500c2 0 2 1 2 2.700S12.500 8 13.500 8c-1 0-1.500 1.100-1.500 2.800s0 2.700-2 2.700',
  revealInTree: 'M3 3h3v3H3zM4.500 6v6.500H9M4.500 8.500H9M10 7h3v3h-3zM10 11h3v3h-3z',
  refresh: 'M12.800 6A5 5 0 1 0 13 9M13 2.500V6H9.500',
  reconnect: 'M6 2.500v3M10 2.500v3M4 5.500h8v2.500a4 4 0 0 1-8 0zM8 12v2.500',
  signIn: 'M8.500 3h4.500v10H8.500M2.500 8h7M6.800 5.200 9.600 8l-2.800 2.800',
  copy: 'M5.500 5.500h7.500v8H5.500zM10.500 5.500v-3H3v8h2.500',
  save: 'M3 3h8l2 2v8H3zM5.500 3v3.500h4.500V3M5 13V9.500h6V13',
  clear: 'M3 3.500h10M3 6.500h5M3 9.500h4M9.500 8.500l4 4M13.500 8.500l-4 4',
  wrap: 'M2.500 4h11M2.500 8h9a2 2 0 0 1 0 4H8.500M10 10.300 8.300 12 10 13.700M2.500 12h3',
  follow: 'M8 2.500v8M4.800 7.500 8 10.700l3.200-3.200M3 13.500h10',
  live: 'M8 8h.01M5.200 10.800a4 4 0 0 1 0-5.600M10.800 5.200a4 4 0 0 1 0 5.600M3.300 12.700a6.600 6.600 0 0 1 0-9.400M12.700 3.300a6.600 6.600 0 0 1 0 9.400',
  previous: 'M3.500 10 8 5.500 12.500 10',
  next: 'M3.500 6 8 10.500 12.500 6',
  warning: 'M8 2.500 14 13.500H2zM8 6.500v3.500M8 11.900v.1',
  close: 'M3.500 3.500l9 9M12.500 3.500l-9 9',
  job: 'M3 4h10v8H3zM3 6.500h10',
  input: 'M8 10V2.500M4.800 5.500 8 2.300l3.200 3.200M3 13.500h10',
  result: 'M9.500 2.500h-6v11h9v-8zM9.500 2.500v3h3M5.500 9h5M5.500 11h3',
  nextFailed: 'M5 2.500 10.500 8 5 13.500',
  slowest: 'M8 4.500V8l2.500 1.500M8 2.500a5.500 5.500 0 1 0 .01 0z',
  help: 'M6 6a2 2 0 1 1 2.800 1.900c-.6.300-.8.700-.8 1.400M8 11.400v.1M8 2a6 6 0 1 0 .01 0z',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
