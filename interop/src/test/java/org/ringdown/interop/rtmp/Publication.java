package org.ringdown.interop.rtmp;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.rtmp.message.Message;

/** What somebody published under a name, in order. Any thread. */
public final class Publication {
    private final List<Message> messages = new ArrayList<>();
    private boolean ended;

    synchronized void add(Message message) {
        messages.add(message);
    }

    synchronized void end() {
        ended = true;
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }
}
