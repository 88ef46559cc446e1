// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('intents', table => {
    table.comment('What definitions were made of, to take them out again');
    table.string('change_id').notNullable();
    table.string('intent_hash').notNullable();
    table.string('cluster').notNullable();
    table.string('kind').notNullable();
    table.string('entity_ref', 1024).nullable();
    table.text('intent').notNullable().comment('JSON');
    table.string('proposed_at').notNullable().comment('ISO 8601 in UTC');
    table.primary(['change_id', 'intent_hash']);
    table.index(['cluster', 'proposed_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('intents');
};
