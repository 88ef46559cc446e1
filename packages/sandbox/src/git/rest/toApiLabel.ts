import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';
import { LabelRecord } from '../pulls/PullRecord';
import { apiUrl } from './addresses';

/** Gitea's Label. @internal */
export function toApiLabel(
  context: ForgeContext,
  repository: ForgeRepository,
  label: LabelRecord,
) {
  return {
    id: label.id,
    name: label.name,
    exclusive: false,
    is_archived: false,
    color: label.color,
    description: label.description,
    url: `${apiUrl(context, repository)}/labels/${label.id}`,
  };
}
