CREATE TABLE `feed_items` (
	`id` integer PRIMARY KEY NOT NULL,
	`feed_id` text NOT NULL,
	`guid` text NOT NULL,
	`title` text NOT NULL,
	`url` text,
	`author` text,
	`summary` text NOT NULL,
	`published_ms` integer NOT NULL,
	`read` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`feed_id`) REFERENCES `feeds`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_items_key` ON `feed_items` (`feed_id`,`guid`);--> statement-breakpoint
CREATE INDEX `feed_items_time` ON `feed_items` (`published_ms`);--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`title` text NOT NULL,
	`custom_title` text,
	`site_url` text,
	`position` integer NOT NULL,
	`frequency_minutes` integer NOT NULL,
	`etag` text,
	`last_modified` text,
	`last_sync_at` integer,
	`last_error` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`created_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_url_unique` ON `feeds` (`url`);--> statement-breakpoint
ALTER TABLE `occurrences` ADD `color` text;--> statement-breakpoint
ALTER TABLE `occurrences` ADD `privacy` text;--> statement-breakpoint
ALTER TABLE `occurrences` ADD `conference_url` text;
--> statement-breakpoint
CREATE TABLE `event_people` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`address` text NOT NULL,
	`start_ms` integer NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `event_people_event` ON `event_people` (`event_id`);--> statement-breakpoint
CREATE INDEX `event_people_address` ON `event_people` (`address`);--> statement-breakpoint
CREATE TABLE `event_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`folded` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `event_texts_event` ON `event_texts` (`event_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`address` text PRIMARY KEY NOT NULL,
	`name` text,
	`folded` text NOT NULL,
	`count` integer DEFAULT 0 NOT NULL,
	`last_ms` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `occurrences` ADD `busy` text DEFAULT 'busy' NOT NULL;--> statement-breakpoint
ALTER TABLE `history` ADD `recurrence_id` text;--> statement-breakpoint
CREATE INDEX `occurrences_answer` ON `occurrences` (`answer`) WHERE `answer` IS NOT NULL;
--> statement-breakpoint
CREATE VIRTUAL TABLE `event_words` USING fts5(`folded`, content='event_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE TRIGGER `event_texts_added` AFTER INSERT ON `event_texts` BEGIN
	INSERT INTO `event_words` (`rowid`, `folded`) VALUES (new.`id`, new.`folded`);
END;
--> statement-breakpoint
CREATE TRIGGER `event_texts_removed` AFTER DELETE ON `event_texts` BEGIN
	INSERT INTO `event_words` (`event_words`, `rowid`, `folded`) VALUES ('delete', old.`id`, old.`folded`);
END;
--> statement-breakpoint
CREATE TRIGGER `event_texts_changed` AFTER UPDATE OF `folded` ON `event_texts` BEGIN
	INSERT INTO `event_words` (`event_words`, `rowid`, `folded`) VALUES ('delete', old.`id`, old.`folded`);
	INSERT INTO `event_words` (`rowid`, `folded`) VALUES (new.`id`, new.`folded`);
END;
--> statement-breakpoint
CREATE TRIGGER `event_people_added` AFTER INSERT ON `event_people` BEGIN
	UPDATE `people` SET `count` = `count` + 1, `last_ms` = max(`last_ms`, new.`start_ms`) WHERE `address` = new.`address`;
END;
--> statement-breakpoint
CREATE TRIGGER `event_people_removed` AFTER DELETE ON `event_people` BEGIN
	UPDATE `people` SET `count` = `count` - 1 WHERE `address` = old.`address`;
	DELETE FROM `people` WHERE `address` = old.`address` AND `count` <= 0;
END;
