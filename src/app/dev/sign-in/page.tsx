import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { refuse } from '../ui/actions';

export const metadata: Metadata = { title: 'Sign-in states' };

export default function SignInGallery() {
  if (process.env.FUQIAO_GALLERY !== '1') notFound();
  return (
    <SignInFrame
      title="扶贫金融项目办理"
      text="从咨询到结清，一个项目一份案卷；每个数字，都能打开到构成它的案件。"
      formTitle="登录"
      foot={<span>支持 Chromium 104 及以上浏览器</span>}
    >
      <ActionForm action={refuse}>
        <Field name="username" label="用户名">
          <TextInput width="full" className="h-10 text-md" autoComplete="username" />
        </Field>
        <Field name="password" label="密码">
          <TextInput width="full" className="h-10 text-md" type="password" autoComplete="current-password" />
        </Field>
        <SubmitButton className="h-11 w-full text-md tracking-[.2em]">登录</SubmitButton>
      </ActionForm>
    </SignInFrame>
  );
}
