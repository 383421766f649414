'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { useBackEntryWords } from '@/i18n/client/back-entries';

type Props = { backEntryId: string; requirementCode: string; name: string; photosOnly: boolean };
type Said = { tone: 'plain' | 'red'; text: string };

const PHOTOS = 'image/jpeg,image/png';

/** Uploads scans for one requirement, one after the other; what failed says why and can be chosen again. */
export function ScanUpload({ backEntryId, requirementCode, name, photosOnly }: Props) {
  const t = useBackEntryWords();
  const router = useRouter();
  const [said, setSaid] = useState<Said[]>([]);

  async function send(file: File): Promise<Said> {
    const form = new FormData();
    form.append('backEntryId', backEntryId);
    form.append('requirementCode', requirementCode);
    form.append('file', file, file.name);
    try {
      const response = await fetch('/api/back-entries/scans', { method: 'POST', body: form });
      const answer = (await response.json()) as { ok: boolean; message?: string };
      if (answer.ok) return { tone: 'plain', text: t('scans.sent', { name: file.name }) };
      return {
        tone: 'red',
        text: t('scans.failed', { name: file.name, message: answer.message ?? t('scans.network') }),
      };
    } catch {
      return { tone: 'red', text: t('scans.failed', { name: file.name, message: t('scans.network') }) };
    }
  }

  async function sendAll(files: FileList | null) {
    const results: Said[] = [];
    for (const file of Array.from(files ?? [])) {
      setSaid([...results, { tone: 'plain', text: t('scans.sending', { name: file.name }) }]);
      results.push(await send(file));
      setSaid([...results]);
    }
    router.refresh();
  }

  return (
    <div className="text-sm">
      <label
        className={buttonClass(
          'default',
          'small',
          'relative cursor-pointer overflow-hidden focus-within:outline-2 focus-within:outline-accent',
        )}
      >
        {t('scans.choose')}
        <input
          type="file"
          multiple
          accept={photosOnly ? PHOTOS : `${PHOTOS},application/pdf,.pdf,.docx,.xlsx,.ofd`}
          aria-label={t('scans.upload', { name })}
          className="absolute inset-0 w-full cursor-pointer opacity-0"
          onChange={(event) => {
            const input = event.currentTarget;
            void sendAll(input.files).then(() => {
              input.value = '';
            });
          }}
        />
      </label>
      <ul aria-live="polite">
        {said.map((row) => (
          <li key={row.text} className={row.tone === 'red' ? 'mt-1 text-red' : 'mt-1 text-ink-2'}>
            {row.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
