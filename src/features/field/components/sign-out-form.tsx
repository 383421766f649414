'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { listEntries } from '@/lib/private-store';
import { forgetFieldUser } from '../field-user';

/** Signs out; while something on this device is not sent yet, asks first. What is not sent stays for the same person. */
export function SignOutForm({ userId }: { userId: string }) {
  const t = useTranslations('field');
  const shell = useTranslations('shell');
  const common = useTranslations('common');
  const form = useRef<HTMLFormElement>(null);
  const isSure = useRef(false);
  const [count, setCount] = useState(0);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (isSure.current) return forgetFieldUser();
    event.preventDefault();
    void listEntries(userId, '')
      .then((entries) => entries.filter(({ id }) => id.startsWith('unsent:') || id.startsWith('stash:')).length)
      .catch(() => 0)
      .then((unsent) => (unsent === 0 ? signOut() : setCount(unsent)));
  }

  function signOut() {
    isSure.current = true;
    form.current?.requestSubmit();
  }

  return (
    <>
      <form ref={form} method="post" action="/api/sign-out" onSubmit={onSubmit}>
        <button type="submit" className="text-ink-2 whitespace-nowrap hover:underline max-md:min-h-11 max-md:px-2">
          {shell('signOut')}
        </button>
      </form>
      <AlertDialog.Root open={count > 0} onOpenChange={(open) => !open && setCount(0)}>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-[#1a1d1f66]" />
          <AlertDialog.Popup className="fixed top-[20vh] left-1/2 z-30 w-120 max-w-[calc(100vw-2rem)] -translate-x-1/2 border-t-3 border-accent bg-paper px-6 pt-4 pb-5 shadow-pop">
            <AlertDialog.Title className="text-md font-bold">{t('signOutTitle', { count })}</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 mb-3 text-ink-2">{t('signOutNote')}</AlertDialog.Description>
            <div className="flex flex-wrap gap-3">
              <Button variant="danger" onClick={signOut}>
                {t('signOutAnyway')}
              </Button>
              <AlertDialog.Close render={<Button variant="text" />}>{common('cancel')}</AlertDialog.Close>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </>
  );
}
