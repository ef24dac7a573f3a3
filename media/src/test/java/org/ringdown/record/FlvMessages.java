package org.ringdown.record;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.media.StreamMessage;
import org.ringdown.rtmp.message.Metadata;

/** Keeps what goes out of a stream; a full one takes nothing. */
final class FlvMessages implements FlvStream.Outlet {
    final List<StreamMessage> messages = new ArrayList<>();
    final List<Metadata> metadata = new ArrayList<>();
    boolean full;

    @Override
    public boolean message(StreamMessage message) {
        return !full && messages.add(message);
    }

    @Override
    public void metadata(Metadata said) {
        metadata.add(said);
    }
}
