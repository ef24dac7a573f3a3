package org.ringdown.http;

import java.io.IOException;
import org.eclipse.jetty.io.QuietException;

/** The visitor went away, or was not waited for, in the middle of a request: nobody is left to be told, and it is no fault of ours. */
final class GoneException extends IOException implements QuietException {
    private static final long serialVersionUID = 1;

    GoneException(IOException cause) {
        super(cause);
    }
}
