/**
 * The one HTTP port: pages, the page's WebSocket, tokens, health. An edge: plain blocking code on virtual threads.
 *
 * <p>Read {@link org.ringdown.http.HttpServer} first, then {@link org.ringdown.http.Router}, which every request passes. What a page says
 * is read by {@link org.ringdown.http.PageReader} and what it hears is written by {@link org.ringdown.http.PageWriter}; nothing else
 * knows JSON.
 *
 * <p>Not here: what the messages mean, how tokens are signed.
 */
package org.ringdown.http;
