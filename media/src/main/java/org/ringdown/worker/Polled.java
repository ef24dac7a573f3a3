package org.ringdown.worker;

import java.io.IOException;

/** A port or a connection, as the {@link ThreadLoop} sees it that waits for it. */
interface Polled {
    /** What it was waiting for has happened, or may have: there is something to be read, be it an error, or room to write. */
    void ready(boolean readable, boolean writable) throws IOException;

    /** Closes it; twice changes nothing. */
    void close();
}
