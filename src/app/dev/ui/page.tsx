import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Gallery } from './gallery';

export const metadata: Metadata = { title: 'Components' };

/** All components in their states, for looking at; absent unless the process was started for it. */
export default function GalleryPage() {
  if (process.env.FUQIAO_GALLERY !== '1') notFound();
  return <Gallery />;
}
