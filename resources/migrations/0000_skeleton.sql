CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`address` text,
	`username` text,
	`url` text,
	`color` text NOT NULL,
	`ca_file` text,
	`endpoints` text,
	`locale` text,
	`state` text NOT NULL,
	`failure` text,
	`created_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `calendar_syncs` (
	`calendar_id` text PRIMARY KEY NOT NULL,
	`external_calendar_url` text NOT NULL,
	`sync_enabled` integer NOT NULL,
	`frequency_minutes` integer NOT NULL,
	`cursor` text,
	`cursor_since_ms` integer,
	`method` text,
	`runs_since_full_check` integer NOT NULL,
	`last_sync_at` integer,
	`last_full_check_at` integer,
	`last_error` text,
	`failures` integer NOT NULL,
	`next_at` integer,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `calendars` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text,
	`name` text NOT NULL,
	`color` text NOT NULL,
	`custom_color` text,
	`description` text,
	`kind` text NOT NULL,
	`mission_id` text,
	`visible` integer NOT NULL,
	`read_only` integer NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `calendars_account` ON `calendars` (`account_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`calendar_id` text NOT NULL,
	`uid` text NOT NULL,
	`external_event_id` text NOT NULL,
	`external_event_url` text,
	`etag` text,
	`text` text NOT NULL,
	`base_text` text,
	`removed_ms` integer,
	`last_synced_at` integer,
	`title` text NOT NULL,
	`start` text NOT NULL,
	`end` text NOT NULL,
	`zone` text NOT NULL,
	`all_day` integer NOT NULL,
	`location` text,
	`description` text,
	`rrule` text,
	`recurring` integer NOT NULL,
	`status` text NOT NULL,
	`organizer` text,
	`attendees` text NOT NULL,
	`reminders` text NOT NULL,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `events_key` ON `events` (`calendar_id`,`external_event_id`);--> statement-breakpoint
CREATE INDEX `events_uid` ON `events` (`uid`);--> statement-breakpoint
CREATE INDEX `events_recurring` ON `events` (`recurring`);--> statement-breakpoint
CREATE TABLE `facts` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `history` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`uid` text NOT NULL,
	`title` text NOT NULL,
	`start` text NOT NULL,
	`at_ms` integer NOT NULL,
	`cause` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `history_event` ON `history` (`event_id`,`at_ms`);--> statement-breakpoint
CREATE INDEX `history_time` ON `history` (`at_ms`);--> statement-breakpoint
CREATE TABLE `occurrences` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`recurrence_id` text,
	`title` text NOT NULL,
	`start` text NOT NULL,
	`end` text NOT NULL,
	`zone` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`all_day` integer NOT NULL,
	`location` text,
	`status` text NOT NULL,
	`recurring` integer NOT NULL,
	`span` integer NOT NULL,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `occurrences_time` ON `occurrences` (`span`,`start_ms`,`end_ms`);--> statement-breakpoint
CREATE INDEX `occurrences_event` ON `occurrences` (`event_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`kind` text NOT NULL,
	`intent` text,
	`after_event_id` text,
	`created_ms` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_try_ms` integer,
	`failure` text,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_event` ON `outbox` (`event_id`);--> statement-breakpoint
CREATE INDEX `outbox_calendar` ON `outbox` (`calendar_id`);--> statement-breakpoint
CREATE TABLE `parked_items` (
	`id` integer PRIMARY KEY NOT NULL,
	`calendar_id` text NOT NULL,
	`external_event_id` text NOT NULL,
	`external_event_url` text NOT NULL,
	`etag` text,
	`text` text,
	`since_ms` integer NOT NULL,
	`failure` text NOT NULL,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `parked_key` ON `parked_items` (`calendar_id`,`external_event_id`);--> statement-breakpoint
CREATE TABLE `sync_runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`calendar_id` text NOT NULL,
	`started_ms` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`deleted` integer NOT NULL,
	`pushed` integer NOT NULL,
	`failure` text,
	FOREIGN KEY (`calendar_id`) REFERENCES `calendars`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `sync_runs_calendar` ON `sync_runs` (`calendar_id`,`started_ms`);