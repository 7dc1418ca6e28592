CREATE TABLE `changes` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`title` text NOT NULL,
	`at_ms` integer NOT NULL,
	`kind` text NOT NULL,
	`fields` text NOT NULL,
	`history_id` text,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `changes_time` ON `changes` (`at_ms`);--> statement-breakpoint
CREATE INDEX `changes_event` ON `changes` (`event_id`);--> statement-breakpoint
CREATE TABLE `conflicts` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`kind` text NOT NULL,
	`since_ms` integer NOT NULL,
	`base_text` text,
	`mine_text` text NOT NULL,
	`theirs_text` text,
	`fields` text NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `conflicts_event` ON `conflicts` (`event_id`);--> statement-breakpoint
CREATE INDEX `conflicts_calendar` ON `conflicts` (`calendar_id`);--> statement-breakpoint
CREATE TABLE `undo_steps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`undo_id` text NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`before_text` text,
	`after_text` text,
	`at_ms` integer NOT NULL,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `undo_steps_undo` ON `undo_steps` (`undo_id`);--> statement-breakpoint
CREATE INDEX `undo_steps_time` ON `undo_steps` (`at_ms`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `addresses` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `calendar_syncs` ADD `conflict_policy` text DEFAULT 'ask' NOT NULL;--> statement-breakpoint
ALTER TABLE `calendar_syncs` ADD `window` text;--> statement-breakpoint
ALTER TABLE `calendar_syncs` ADD `schedules` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `calendar_syncs` ADD `server` text;--> statement-breakpoint
ALTER TABLE `calendar_syncs` ADD `quirks` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `schedule_tag` text;--> statement-breakpoint
ALTER TABLE `occurrences` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `moved_from_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `silent` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `cause` text DEFAULT 'schedule' NOT NULL;--> statement-breakpoint
ALTER TABLE `sync_runs` ADD `due_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `calendars` SET `position` = 1000000;
