import en from '../messages/en/identity.json';
import zh from '../messages/zh-CN/identity.json';
import { wordsFrom } from './words';

export const useIdentityWords = wordsFrom('identity', { 'zh-CN': zh, en });
