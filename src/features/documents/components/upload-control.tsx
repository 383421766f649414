'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { useDocumentWords } from '@/i18n/client/documents';
import { newUuid } from '@/lib/uuid';
import { isPhoto, shrinkPhoto } from '../photo';
import { PageCapture } from './page-capture';
import { type Sending, sendFile } from './send-file';

interface UploadControlProps {
  caseId: string;
  requirementCode: string;
  /** What is uploaded, for those who hear the page. */
  name: string;
  photosOnly?: boolean;
  /** Photos of this site visit. */
  siteVisitId?: string;
  maxBytes: number;
  /** the hidden key of the plain form; drawn by the server, so that page and browser agree on it */
  keyField: ReactNode;
}

const PHOTOS = 'image/jpeg,image/png';
// A phone turns its own photo format into JPEG when JPEG is what is asked for.
const ANY = `${PHOTOS},application/pdf,.pdf,.docx,.xlsx,.ofd`;
/** The id of the document made of photographed pages: there is one at a time. */
const PAGES = 'pages';
const MEGABYTE = 1024 * 1024;

/**
 * Uploads files one after the other; photos are turned upright, made smaller and stripped of what the camera wrote, each with its progress and a second try. Without JavaScript it is a plain form with a
 * button of its own.
 */
export function UploadControl({
  caseId,
  requirementCode,
  name,
  photosOnly,
  siteVisitId,
  maxBytes,
  keyField,
}: UploadControlProps) {
  const t = useDocumentWords();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const [sendings, setSendings] = useState<Sending[]>([]);

  function change(id: string, next: Partial<Sending>) {
    setSendings((known) => known.map((entry) => (entry.id === id ? { ...entry, ...next } : entry)));
  }

  /** What can be said before a byte is sent; the server says it again. */
  function checkBefore(file: File): string | null {
    if (file.size === 0) return t('fileEmpty');
    return file.size > maxBytes ? t('fileTooLarge', { megabytes: Math.floor(maxBytes / MEGABYTE) }) : null;
  }

  function enqueue(sending: Sending) {
    const message = checkBefore(sending.file);
    if (message !== null) return change(sending.id, { phase: 'FAILED', message });
    change(sending.id, { phase: 'WAITING', message: '' });
    queue.current = queue.current.then(async () => {
      const fields = { caseId, requirementCode, siteVisitId, idempotencyKey: sending.key };
      const failure = await sendFile(sending.file, fields, (percent) =>
        change(sending.id, { phase: 'SENDING', percent }),
      );
      if (failure === null) change(sending.id, { phase: 'SENT' });
      else change(sending.id, { phase: 'FAILED', message: failure === 'NETWORK' ? t('network') : failure });
      // without a network the page would be left for the browser's own error page, and what was taken with it
      if (failure !== 'NETWORK') router.refresh();
    });
  }

  async function sendChosen(files: readonly File[]) {
    const ready = await Promise.all(
      files.map(async (file) => (isPhoto(file) ? ((await shrinkPhoto(file)) ?? file) : file)),
    );
    const chosen = ready.map(
      (file): Sending => ({
        id: newUuid(),
        key: newUuid(),
        file,
        phase: 'WAITING',
        percent: 0,
        message: '',
      }),
    );
    setSendings((known) => [...known.filter((entry) => entry.phase !== 'SENT'), ...chosen]);
    for (const sending of chosen) enqueue(sending);
  }

  /** The pages of one paper take the place of the document they made before. */
  function sendPages(file: File) {
    const sending: Sending = { id: PAGES, key: newUuid(), file, phase: 'WAITING', percent: 0, message: '' };
    setSendings((known) => [...known.filter((entry) => entry.id !== PAGES && entry.phase !== 'SENT'), sending]);
    enqueue(sending);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
  }

  return (
    <form
      ref={form}
      method="post"
      action="/api/files"
      encType="multipart/form-data"
      onSubmit={onSubmit}
      className="text-sm"
    >
      {keyField}
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="requirementCode" value={requirementCode} />
      {siteVisitId !== undefined && <input type="hidden" name="siteVisitId" value={siteVisitId} />}
      <label
        className={buttonClass(
          'default',
          'small',
          'relative cursor-pointer overflow-hidden focus-within:outline-2 focus-within:outline-accent',
        )}
      >
        {t(photosOnly ? 'choosePhoto' : 'choose')}
        <input
          type="file"
          name="file"
          multiple
          accept={photosOnly ? PHOTOS : ANY}
          aria-label={t('upload', { name })}
          className="absolute inset-0 w-full cursor-pointer opacity-0"
          onChange={(event) => {
            const files = Array.from(event.currentTarget.files ?? []);
            form.current?.reset();
            void sendChosen(files);
          }}
        />
      </label>
      <noscript>
        <button type="submit" className={buttonClass('default', 'small', 'ml-2')}>
          {t('send')}
        </button>
      </noscript>
      {!photosOnly && (
        <PageCapture
          name={name}
          isSent={sendings.some((entry) => entry.id === PAGES && entry.phase === 'SENT')}
          onDocument={sendPages}
        />
      )}
      <ul aria-live="polite">
        {sendings.map((sending) => (
          <li key={sending.id} className={sending.phase === 'FAILED' ? 'mt-1 text-red' : 'mt-1 text-ink-2'}>
            {sending.phase === 'WAITING' && t('waiting', { name: sending.file.name })}
            {sending.phase === 'SENDING' && t('sending', { name: sending.file.name, percent: sending.percent })}
            {sending.phase === 'SENT' && t('sent', { name: sending.file.name })}
            {sending.phase === 'FAILED' && (
              <>
                {t('failed', { name: sending.file.name, message: sending.message })}{' '}
                <Button variant="text" size="small" onClick={() => enqueue(sending)}>
                  {t('retry')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </form>
  );
}
