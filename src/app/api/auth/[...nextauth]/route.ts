import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/features/identity/next-auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** Where next-auth answers for itself: its cross-site token, the sign-in posted by a program, signing out. */
async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

export { handle as GET, handle as POST };
