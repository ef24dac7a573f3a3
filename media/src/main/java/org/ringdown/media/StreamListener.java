package org.ringdown.media;

/** What happens to the media of a client that sends messages. */
public interface StreamListener extends MediaListener {
    /** There may be a message where {@link StreamMedia#take} found none. Called on the worker: wakes a thread and returns. */
    void waiting();
}
