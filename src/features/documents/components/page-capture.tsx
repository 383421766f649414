'use client';

import { useEffect, useRef, useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { useDocumentWords } from '@/i18n/client/documents';
import { mergePages, shrinkPhoto } from '../photo';

type PhotoPage = { id: string; file: File; url: string };

/**
 * Photographs the pages of a paper one after the other and hands them on as one PDF. The pages stay here until the PDF
 * has arrived, whatever happens to the network.
 */
export function PageCapture({
  name,
  isSent,
  onDocument,
}: {
  /** what the paper is called */
  name: string;
  /** the last document that was handed on has arrived */
  isSent: boolean;
  onDocument: (file: File) => void;
}) {
  const t = useDocumentWords();
  const camera = useRef<HTMLInputElement>(null);
  const [pages, setPages] = useState<PhotoPage[]>([]);
  const [message, setMessage] = useState('');
  const [isHanded, setIsHanded] = useState(false);
  const count = useRef(0);

  useEffect(() => {
    if (!isHanded || !isSent) return;
    setPages((taken) => {
      for (const page of taken) URL.revokeObjectURL(page.url);
      return [];
    });
    setIsHanded(false);
  }, [isHanded, isSent]);

  async function add(files: FileList | null) {
    setMessage('');
    // fetched now: when the pages are put together the network may be gone
    void import('pdf-lib').catch(() => undefined);
    for (const file of Array.from(files ?? [])) {
      const photo = await shrinkPhoto(file);
      if (!photo) {
        setMessage(t('pages.unreadable', { name: file.name }));
        continue;
      }
      count.current += 1;
      const page = { id: String(count.current), file: photo, url: URL.createObjectURL(photo) };
      setPages((taken) => [...taken, page]);
    }
    if (camera.current) camera.current.value = '';
  }

  function move(index: number, by: -1 | 1) {
    setPages((taken) => {
      const next = [...taken];
      const [page] = next.splice(index, 1);
      if (page) next.splice(index + by, 0, page);
      return next;
    });
  }

  function remove(page: PhotoPage) {
    URL.revokeObjectURL(page.url);
    setPages((taken) => taken.filter((entry) => entry.id !== page.id));
  }

  async function send() {
    setMessage('');
    const document = await mergePages(
      pages.map((page) => page.file),
      name,
    ).catch(() => null);
    if (!document) return setMessage(t('network'));
    setIsHanded(true);
    onDocument(document);
  }

  return (
    <div className="mt-2 md:hidden">
      <label
        className={buttonClass(
          'default',
          'small',
          'relative cursor-pointer overflow-hidden focus-within:outline-2 focus-within:outline-accent',
        )}
      >
        {t(pages.length === 0 ? 'pages.take' : 'pages.takeNext')}
        <input
          ref={camera}
          type="file"
          accept="image/*"
          capture="environment"
          aria-label={t('pages.takeFor', { name })}
          className="absolute inset-0 w-full cursor-pointer opacity-0"
          onChange={(event) => void add(event.currentTarget.files)}
        />
      </label>
      {message !== '' && (
        <p role="alert" className="mt-1 text-red">
          {message}
        </p>
      )}
      {pages.length > 0 && (
        <>
          <ol className="mt-2 border-t border-rule" aria-label={t('pages.list')}>
            {pages.map((page, index) => (
              <li key={page.id} className="flex items-center gap-3 border-b border-rule-soft py-2">
                {/* biome-ignore lint/performance/noImgElement: a picture of this device, which no optimizer may see */}
                <img src={page.url} alt={t('pages.page', { number: index + 1 })} className="h-16 w-12 object-cover" />
                <span className="grow">{t('pages.page', { number: index + 1 })}</span>
                <Button
                  variant="text"
                  size="small"
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                  aria-label={t('pages.upOf', { number: index + 1 })}
                >
                  {t('pages.up')}
                </Button>
                <Button
                  variant="text"
                  size="small"
                  onClick={() => remove(page)}
                  aria-label={t('pages.removeOf', { number: index + 1 })}
                >
                  {t('pages.remove')}
                </Button>
              </li>
            ))}
          </ol>
          <Button size="small" className="mt-2" onClick={() => void send()}>
            {t('pages.send', { count: pages.length })}
          </Button>
        </>
      )}
    </div>
  );
}
