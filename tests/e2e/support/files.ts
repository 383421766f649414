import { samplePdf, samplePhoto } from '../../../prisma/seed/sample-files';

/** A scan of this name, as a person would choose it from the disk. */
export const scan = (name: string) => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: samplePdf(name),
});

export const photo = (name: string) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: samplePhoto(7) });
