// @ts-check

/** Tables of facts: same shape, so that one set of operations serves them all. */
const FACT_TABLES = [
  'workloads',
  'certificates',
  'exposures',
  'findings',
  'control_planes',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('clusters', table => {
    table.comment('Configured clusters and how they answer');
    table.string('cluster').notNullable().primary();
    table.string('title').nullable();
    table
      .integer('position')
      .notNullable()
      .comment('Order in the configuration');
    table
      .integer('generation')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with every write of facts of the cluster');
    table.string('state').notNullable();
    table.string('since').notNullable().comment('ISO 8601 in UTC');
    table.string('confirmed_at').nullable();
    table.text('message').nullable();
    table.string('next_attempt_at').nullable();
    table.string('istio').notNullable();
    table.string('cert_manager').notNullable();
  });

  await knex.schema.createTable('resource_freshness', table => {
    table.comment('What is known of each resource type of each cluster');
    table.string('cluster').notNullable();
    table.string('resource').notNullable();
    table.integer('position').notNullable();
    table.string('state').notNullable();
    table.string('since').notNullable();
    table.string('confirmed_at').nullable();
    table.text('message').nullable();
    table.primary(['cluster', 'resource']);
  });

  for (const name of FACT_TABLES) {
    await knex.schema.createTable(name, table => {
      table.string('cluster').notNullable();
      table.string('key', 1024).notNullable().comment('Unique in the cluster');
      table.string('namespace').nullable();
      table.string('name').notNullable();
      table
        .integer('generation')
        .notNullable()
        .comment('Generation of the cluster in which the row was written');
      table.string('hash', 64).notNullable().comment('Of the payload');
      table.text('payload').notNullable().comment('JSON');
      table.primary(['cluster', 'key']);
      table.index(['cluster', 'generation']);
      table.index(['cluster', 'namespace', 'name']);
    });
  }

  await knex.schema.createTable('changes', table => {
    table.comment('Proposed changes on their way to effect');
    table.string('id', 1024).notNullable().primary();
    table.string('entity_ref').notNullable().index();
    table.string('cluster').nullable();
    table.string('template').nullable();
    table.text('title').notNullable();
    table.string('repo_url', 1024).notNullable();
    table.integer('pull_request_number').notNullable();
    table.string('pull_request_url', 1024).notNullable();
    table.string('pull_request_state').notNullable();
    table.string('intent_hash').nullable();
    table.string('host').nullable();
    table.text('objects').notNullable().comment('JSON list of references');
    table.string('stage').notNullable().index();
    table.string('tone').notNullable();
    table.text('detail').notNullable();
    table.string('proposed_at').notNullable();
    table.string('merged_at').nullable();
    table.string('synced_at').nullable();
    table.string('effective_at').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('changes');
  for (const name of [...FACT_TABLES].reverse()) {
    await knex.schema.dropTable(name);
  }
  await knex.schema.dropTable('resource_freshness');
  await knex.schema.dropTable('clusters');
};
