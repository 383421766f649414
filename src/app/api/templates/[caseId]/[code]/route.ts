import { getLocale, getTranslations } from 'next-intl/server';
import { writeBlankForm } from '@/features/documents/blank-form';
import { getBlankForm } from '@/features/documents/queries';
import { labelOf } from '@/i18n/label';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The blank form of a requirement as a Word file, with what the case already knows filled in. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ caseId: string; code: string }> },
): Promise<Response> {
  const { caseId, code } = await params;
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('file', actor, request);
  if (tooMany) return tooMany;
  const form = await getBlankForm(actor, caseId, code);
  if (!form) return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const title = labelOf(form.name, locale);
  const bytes = await writeBlankForm({
    title,
    note: t('formNote', { reference: form.reference, programme: labelOf(form.programme, locale) }),
    known: [
      { label: t('formApplicant'), value: form.applicantName },
      { label: t('formCounty'), value: form.countyName },
    ],
    blanks: form.lines.map((line) => labelOf(line, locale)),
  });
  return new Response(bytes, {
    headers: {
      'Content-Type': DOCX,
      'Content-Disposition': `attachment; filename="form.docx"; filename*=UTF-8''${encodeURIComponent(`${form.reference} ${title}.docx`)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
