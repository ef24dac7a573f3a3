package org.ringdown.http;

/** What answers one method of one path. May block. */
interface Endpoint {
    Answer answer(Ask ask) throws Exception;
}
