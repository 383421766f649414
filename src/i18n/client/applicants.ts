import en from '../messages/en/applicants.json';
import zh from '../messages/zh-CN/applicants.json';
import { wordsFrom } from './words';

export const useApplicantWords = wordsFrom('applicants', { 'zh-CN': zh, en });
