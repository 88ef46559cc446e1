// @ts-check

/** Further tables of facts, of the same shape as the first ones. */
const FACT_TABLES = ['egress', 'trust_roots', 'strict_readiness'];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
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
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of [...FACT_TABLES].reverse()) {
    await knex.schema.dropTable(name);
  }
};
