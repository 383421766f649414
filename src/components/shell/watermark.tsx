/**
 * Name, number and time at 6 % ink over a screen with personal data, so that a photograph of it names its maker. Takes
 * no clicks and is not read out. Prints as well.
 */
export function Watermark({ text }: { text: string }) {
  const words = text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const picture = `<svg xmlns='http://www.w3.org/2000/svg' width='360' height='200'><text transform='translate(10 170) rotate(-20)' font-family='Noto Sans CJK SC,Microsoft YaHei,sans-serif' font-size='13' fill='#1a1d1f' fill-opacity='.06'>${words}</text></svg>`;
  return (
    <div
      aria-hidden="true"
      className="watermark pointer-events-none fixed inset-0 z-5"
      style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(picture)}")` }}
    />
  );
}
