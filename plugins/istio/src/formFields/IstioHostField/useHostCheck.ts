import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { istioApiRef } from '../../api/IstioApi';
import { checkHost } from './checkHost';
import type { HostCheck } from './HostCheck';
import type { IngressForm } from './readIngressForm';

/** Long enough not to ask at every key, short enough to answer within a second. */
const DEBOUNCE_MS = 250;
const SLOW_AFTER_MS = 3_000;

/** Judges the host while it is typed. */
export function useHostCheck(
  host: string,
  form: IngressForm | undefined,
): HostCheck {
  const api = useApi(istioApiRef);
  // The form is made anew at every key in any field; only its content counts.
  const question = form && host ? JSON.stringify([host, form]) : undefined;
  const [answer, setAnswer] = useState<{
    question: string;
    check: HostCheck;
  }>();

  useEffect(() => {
    if (!question) return undefined;
    const controller = new AbortController();
    const settle = (check: HostCheck) => {
      if (!controller.signal.aborted) setAnswer({ question, check });
    };
    const [askedHost, askedForm] = JSON.parse(question) as [
      string,
      IngressForm,
    ];
    const timers = [
      setTimeout(async () => {
        settle(
          await checkHost(api, askedHost, askedForm, {
            signal: controller.signal,
            now: () => performance.now(),
          }),
        );
        clearTimeout(timers[1]);
      }, DEBOUNCE_MS),
      setTimeout(
        () => settle({ state: 'checking', slow: true }),
        DEBOUNCE_MS + SLOW_AFTER_MS,
      ),
    ];
    return () => {
      timers.forEach(clearTimeout);
      controller.abort();
    };
  }, [api, question]);

  if (!host) return { state: 'empty' };
  if (!question) return { state: 'no-target' };
  return answer?.question === question
    ? answer.check
    : { state: 'checking', slow: false };
}
