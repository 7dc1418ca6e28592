ALTER TABLE `accounts` ADD `client_id` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `tenant` text;