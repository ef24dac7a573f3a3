package org.ringdown.push;

/**
 * How a browser is reached.
 *
 * @param endpoint the URL at the browser's push service
 * @param key its public key, P-256, base64url ({@code p256dh}, RFC 8291 §2.1)
 * @param secret shared with it alone, base64url ({@code auth}, RFC 8291 §2.2)
 * @param page the URL of the page to open
 */
public record Subscription(String endpoint, String key, String secret, String page) {
    public static final int LONGEST_URL = 1024;
    public static final int LONGEST_KEY = 128;
}
