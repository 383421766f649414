import type { ComponentProps } from 'react';
import type { ActionForm } from '@/components/ui/action-form';
import { requireActor } from '@/server/auth';
import { getDraft } from '../queries';
import { AutosavedForm } from './autosaved-form';

interface DraftedFormProps extends ComponentProps<typeof ActionForm> {
  formKey: string;
  /** the page of the form, to come back to */
  href: string;
  /** what the list of drafts calls it */
  title: string;
  caseId?: string;
}

/** The long form of a page, with the reader's draft of it. Put a SavedMark beside its buttons. */
export async function DraftedForm({ formKey, href, title, caseId, ...form }: DraftedFormProps) {
  const actor = await requireActor();
  const draft = await getDraft(actor, formKey);
  const head = { writerId: actor.userId, formKey, href, title: title.slice(0, 120), ...(caseId ? { caseId } : {}) };
  const known = draft && { revision: draft.revision, savedAt: draft.savedAt.toISOString(), values: draft.values };
  return <AutosavedForm {...form} head={head} known={known} />;
}
