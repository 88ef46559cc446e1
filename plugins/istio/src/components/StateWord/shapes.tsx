import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import InfoIcon from '@material-ui/icons/Info';
import LockIcon from '@material-ui/icons/Lock';
import RemoveCircleOutlineIcon from '@material-ui/icons/RemoveCircleOutline';
import ScheduleIcon from '@material-ui/icons/Schedule';
import SyncIcon from '@material-ui/icons/Sync';
import WarningIcon from '@material-ui/icons/Warning';
import SvgIcon, { type SvgIconProps } from '@material-ui/core/SvgIcon';
import type { ComponentType } from 'react';

/** Cross in an octagon: broken now or soon. Differs from every circle without colour. */
function OctagonCrossIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path d="M8.3 2h7.4L21 7.3v9.4L15.7 22H8.3L3 16.7V7.3L8.3 2zm.9 5.4L7.4 9.2l2.8 2.8-2.8 2.8 1.8 1.8 2.8-2.8 2.8 2.8 1.8-1.8-2.8-2.8 2.8-2.8-1.8-1.8-2.8 2.8-2.8-2.8z" />
    </SvgIcon>
  );
}

/** Question mark in a dashed circle: cannot be judged. */
function DashedQuestionIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <circle
        cx="12"
        cy="12"
        r="9"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray="3.6 2.05"
      />
      <path d="M11 16h2v2h-2v-2zm1-10c-2 0-3.6 1.5-3.6 3.4h2c0-.8.7-1.5 1.6-1.5s1.6.7 1.6 1.5c0 1.5-2.5 1.7-2.5 4.8h2c0-2.1 2.5-2.4 2.5-4.8C15.6 7.5 14 6 12 6z" />
    </SvgIcon>
  );
}

/** Two halves of a plug apart: no answer. */
function UnpluggedIcon(props: SvgIconProps) {
  return (
    <SvgIcon {...props}>
      <path d="M20.7 2 17.2 5.5a5 5 0 0 0-6.2.700l-1.8 1.8 6.8 6.8 1.8-1.8a5 5 0 0 0 .700-6.2L22 3.3 20.7 2zM8.5 10.2 6.2 12a5 5 0 0 0-.700 6.8L2 22l1.3 1.3 3.4-3.4a5 5 0 0 0 6.3-.700l1.5-1.7-2-2 1.8-1.9-1.3-1.3-1.9 1.8-1.2-1.2 1.8-1.9-1.3-1.3-1.9 1.5z" />
    </SvgIcon>
  );
}

/** The shapes that carry a state; colour only repeats them. */
export const SHAPES = {
  ok: CheckCircleIcon,
  neutral: RemoveCircleOutlineIcon,
  info: InfoIcon,
  unknown: DashedQuestionIcon,
  warning: WarningIcon,
  error: OctagonCrossIcon,
  renewing: SyncIcon,
  stale: ScheduleIcon,
  unreachable: UnpluggedIcon,
  forbidden: LockIcon,
} satisfies Record<string, ComponentType<SvgIconProps>>;

/** Name of one of the {@link SHAPES}. */
export type Shape = keyof typeof SHAPES;
