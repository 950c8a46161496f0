import { booleanAt, isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A repository that is deleted with its stack is emptied first. */
export const deleteRepository = rule<{ repository: string }>({
  id: 'delete-repository',
  severity: 'warning',
  title: 'A repository that is deleted with its stack is emptied first',
  why: 'ECR deletes no repository that holds an image, so the deletion of the stack fails once one was pushed. CloudFormation deletes a repository unless its DeletionPolicy says otherwise.',
  remedy: 'Set DeletionPolicy to Retain, or EmptyOnDelete to true where the images may go.',
  link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html',

  check(model) {
    const emptied = new Set(
      model.set
        .resources('Custom::ECRAutoDeleteImages')
        .map(({ properties }) => model.set.resourceOf(properties['RepositoryName'])),
    );
    return model.set.resources('AWS::ECR::Repository').map((resource): Outcome<{ repository: string }> => {
      const policy = resource.attribute('DeletionPolicy') ?? 'Delete';
      const empties = booleanAt(resource.properties, 'EmptyOnDelete');
      if (policy !== 'Delete' || empties === true || emptied.has(resource)) return { state: 'holds', resource };
      if (isUnknown(empties)) return { state: 'unknown', resource, unknowns: [empties] };
      return { state: 'fails', resource, facts: { repository: resource.logicalId } };
    });
  },

  message: ({ repository }) =>
    `the repository ${repository} is deleted with its stack, and the deletion fails once an image was pushed to it`,

  fix: ({ repository }) =>
    `set DeletionPolicy of ${repository} to Retain to keep its images, or EmptyOnDelete to true to delete them`,
});
