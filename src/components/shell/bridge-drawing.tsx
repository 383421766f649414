/** An open-spandrel stone bridge in three weights of line; decoration only. */
export function BridgeDrawing({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 820 214" aria-hidden="true" className={className} fill="none" stroke="var(--color-accent)">
      <path strokeWidth="2" d="M0 98Q410 30 820 98" />
      <path strokeWidth="1.2" d="M0 107Q410 39 820 107M0 79Q410 11 820 79" />
      <path
        strokeWidth="1.2"
        d="M10 96.4v-19M50 90.2v-19M90 84.7v-19M130 79.9v-19M170 75.7v-19M210 72.1v-19M250 69.2v-19M290 66.9v-19M330 65.3v-19M370 64.3v-19M410 64.0v-19M450 64.3v-19M490 65.3v-19M530 66.9v-19M570 69.2v-19M610 72.1v-19M650 75.7v-19M690 79.9v-19M730 84.7v-19M770 90.2v-19M810 96.4v-19"
      />
      <path
        strokeWidth="2"
        fill="var(--color-paper)"
        d="M172 176v-34a26 26 0 0 1 52 0v34M242 176v-56a21 21 0 0 1 42 0v56M536 176v-56a21 21 0 0 1 42 0v56M596 176v-34a26 26 0 0 1 52 0v34"
      />
      <path strokeWidth="2" fill="var(--color-paper)" d="M150 176A393.9 393.9 0 0 1 670 176" />
      <path strokeWidth="1.2" d="M167 176A386.3 386.3 0 0 1 653 176" />
      <path
        stroke="var(--color-accent-mid)"
        d="M174.5 156.1L181.7 165.8M200.5 138.3L206.9 148.5M227.9 122.6L233.4 133.3M256.4 109.2L261.1 120.2M285.9 98.0L289.7 109.4M316.3 89.3L319.1 101.0M347.2 83.0L349.1 94.9M378.5 79.3L379.4 91.2M410.0 78.0L410.0 90.0M441.5 79.3L440.6 91.2M472.8 83.0L470.9 94.9M503.7 89.3L500.9 101.0M534.1 98.0L530.3 109.4M563.6 109.2L558.9 120.2M592.1 122.6L586.6 133.3M619.5 138.3L613.1 148.5M645.5 156.1L638.3 165.8"
      />
      <path strokeWidth="2" d="M0 176H150M670 176H820" />
      <path strokeWidth="1.2" d="M118 176V92M702 176V92" />
      <path stroke="var(--color-accent-mid)" d="M168 190H652M206 198H470M520 198H610M260 206H400" />
    </svg>
  );
}
