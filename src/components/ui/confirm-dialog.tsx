'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, type ButtonVariant, buttonClass } from './button';

interface ConfirmDialogProps {
  /** The word on the button that opens it. */
  trigger: string;
  triggerVariant?: ButtonVariant;
  title: string;
  /** The consequence, in words. */
  description?: ReactNode;
  /** The form or the button that does it. */
  children: ReactNode;
}

/** Asks once more before something small that cannot be undone. Large things get a confirm page instead. */
export function ConfirmDialog({ trigger, triggerVariant, title, description, children }: ConfirmDialogProps) {
  const t = useTranslations('common');
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className={buttonClass(triggerVariant)}>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-[#1a1d1f66]" />
        <AlertDialog.Popup className="fixed top-[20vh] left-1/2 z-30 max-h-[70vh] w-120 max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-auto border-t-3 border-accent bg-paper px-6 pt-4 pb-5 shadow-pop">
          <AlertDialog.Title className="text-md font-bold">{title}</AlertDialog.Title>
          {description !== undefined && (
            <AlertDialog.Description className="mt-1 mb-3 text-ink-2" render={<div />}>
              {description}
            </AlertDialog.Description>
          )}
          {children}
          <div className="mt-3">
            <AlertDialog.Close render={<Button variant="text" />}>{t('cancel')}</AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
