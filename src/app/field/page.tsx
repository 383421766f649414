import { titled } from '@/app/page-title';
import { FieldShell } from '@/features/field/components/field-shell';

export const generateMetadata = titled('field', 'title');

/** Without a session and without data: it opens without a network, and what it shows is on the phone, encrypted. */
export default function FieldPage() {
  return <FieldShell />;
}
