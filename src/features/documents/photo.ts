export const MAX_EDGE = 2000;
const QUALITY = 0.8;

/** A size that fits into a square of `edge`, in the same proportions; never larger than it was. */
export function fitInto(size: { width: number; height: number }, edge: number): { width: number; height: number } {
  const factor = Math.min(1, edge / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * factor)),
    height: Math.max(1, Math.round(size.height * factor)),
  };
}

/** `IMG_1.HEIC` as a JPEG is called `IMG_1.jpg`. */
export function jpegName(name: string): string {
  return `${name.replace(/\.[^.]*$/, '') || name}.jpg`;
}

/**
 * A photo upright, with no edge above 2000 pixels, as JPEG. Drawn anew, it carries nothing of what the camera wrote into
 * it: neither the place nor the device. Null when the browser cannot read it as a picture.
 */
export async function shrinkPhoto(file: File): Promise<File | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) return null;
  const { width, height } = fitInto(bitmap, MAX_EDGE);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  // what is transparent would turn black
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob && new File([blob], jpegName(file.name), { type: 'image/jpeg' });
}

export const isPhoto = (file: File) => file.type.startsWith('image/');

const A4 = { short: 595, long: 842 };

/** Where a picture stands on a sheet of A4 that is turned as the picture is: as large as it goes, in the middle. */
export function placeOnSheet(picture: { width: number; height: number }) {
  const isWide = picture.width > picture.height;
  const sheet = { width: isWide ? A4.long : A4.short, height: isWide ? A4.short : A4.long };
  const factor = Math.min(sheet.width / picture.width, sheet.height / picture.height);
  const [width, height] = [picture.width * factor, picture.height * factor];
  return { sheet, box: { x: (sheet.width - width) / 2, y: (sheet.height - height) / 2, width, height } };
}

/** Photographed pages, already JPEG, as one PDF in their order. */
export async function mergePages(pages: readonly File[], name: string): Promise<File> {
  const { PDFDocument } = await import('pdf-lib');
  const document = await PDFDocument.create();
  for (const page of pages) {
    const picture = await document.embedJpg(await page.arrayBuffer());
    const { sheet, box } = placeOnSheet(picture);
    document.addPage([sheet.width, sheet.height]).drawImage(picture, box);
  }
  const bytes = await document.save();
  return new File([new Uint8Array(bytes)], `${name}.pdf`, { type: 'application/pdf' });
}
