ALTER TABLE `accounts` ADD `client_id` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `tenant` text;--> statement-breakpoint
CREATE INDEX `events_synced` ON `events` (`calendar_id`,`last_synced_at`);