import en from '../messages/en/targets.json';
import zh from '../messages/zh-CN/targets.json';
import { wordsFrom } from './words';

export const useTargetWords = wordsFrom('targets', { 'zh-CN': zh, en });
