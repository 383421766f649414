import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { PartForm } from '@/features/consultations/components/part-form';
import { RegistrationHead } from '@/features/consultations/components/registration-head';
import { RegistrationTasks } from '@/features/consultations/components/registration-tasks';
import { PARTS } from '@/features/consultations/parts';
import { getRegistration } from '@/features/consultations/registration-queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('consultations', 'title');

type Props = {
  params: Promise<{ registration: string; part: string }>;
  searchParams: Promise<{ back?: string | string[] }>;
};

export default async function PartPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { registration: id, part: asked } = await params;
  const part = PARTS.find((entry) => entry === asked);
  const today = dayOf(currentTime());
  const registration = part && can(actor, 'case.register') ? await getRegistration(actor, id, today) : null;
  if (!part || !registration) notFound();
  const t = await getTranslations('consultations');
  const back = (await searchParams).back === 'check' ? 'check' : null;
  return (
    <Page>
      <RegistrationHead actor={actor} registration={registration} title={t(`sections.${part}`)} />
      <FormPage parts={<RegistrationTasks actor={actor} registration={registration} current={part} />}>
        <PartForm actor={actor} registration={registration} part={part} back={back} today={today} />
      </FormPage>
    </Page>
  );
}
