import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../translations/istioTranslationRef';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times as a reader wants them: short, in units that fit. */
export interface TimeText {
  /** "40 s", "2 h 38 min", "12 d"; of the absolute length. */
  duration(ms: number): string;
  /** "40 s ago". */
  ago(time: string, now: Date): string;
  /** "15:29" for today, "20 Dec" within a year, else with the year. */
  moment(time: string, now: Date): string;
  /** "20 Nov, 04:12" for a past event where the hour matters. */
  stamp(time: string): string;
}

/** {@link TimeText} in the language of the app. */
export function useTimeText(): TimeText {
  const { t } = useTranslationRef(istioTranslationRef);
  return useMemo(() => {
    const duration = (ms: number): string => {
      const length = Math.abs(ms);
      if (length < MINUTE) {
        return t('time.seconds', { value: String(floor(length, SECOND)) });
      }
      if (length < HOUR) {
        return t('time.minutes', { value: String(floor(length, MINUTE)) });
      }
      const hours = floor(length, HOUR);
      const minutes = floor(length % HOUR, MINUTE);
      if (hours < 10 && minutes > 0) {
        return t('time.hoursMinutes', {
          hours: String(hours),
          minutes: String(minutes),
        });
      }
      if (length < 2 * DAY) return t('time.hours', { value: String(hours) });
      return t('time.days', { value: String(floor(length, DAY)) });
    };
    return {
      duration,
      ago: (time, now) => {
        const ms = now.getTime() - Date.parse(time);
        return ms < 2 * SECOND
          ? t('time.now')
          : t('time.ago', { duration: duration(ms) });
      },
      moment: (time, now) => momentText(new Date(time), now),
      stamp: time =>
        new Intl.DateTimeFormat(undefined, {
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }).format(new Date(time)),
    };
  }, [t]);
}

function floor(ms: number, unit: number): number {
  return Math.floor(ms / unit);
}

function momentText(time: Date, now: Date): string {
  if (time.toDateString() === now.toDateString()) {
    return new Intl.DateTimeFormat(undefined, {
      hour: '2-digit',
      minute: '2-digit',
    }).format(time);
  }
  const near = Math.abs(time.getTime() - now.getTime()) < 300 * DAY;
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    ...(near ? {} : { year: 'numeric' }),
  }).format(time);
}
