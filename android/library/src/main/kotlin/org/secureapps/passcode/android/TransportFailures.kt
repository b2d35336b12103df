// What an exception of the network means: nobody there, somebody else there, or no whole answer in time.

package org.secureapps.passcode.android

import org.secureapps.passcode.PortalTransportException.Failure
import java.io.EOFException
import java.net.SocketException
import java.net.SocketTimeoutException
import java.security.cert.CertificateException
import javax.net.ssl.SSLHandshakeException
import javax.net.ssl.SSLPeerUnverifiedException

/** The meaning of what was thrown before there was a connection. */
internal fun Throwable.whileConnecting(): Failure =
    when {
        namesCertificate() -> Failure.UNTRUSTED
        isCausedBy { it is SocketTimeoutException } -> Failure.TIMED_OUT
        // A connection that broke during the handshake says nothing about the server.
        isCausedBy { it is EOFException || it is SocketException } -> Failure.UNREACHABLE
        isCausedBy { it is SSLHandshakeException } -> Failure.UNTRUSTED
        else -> Failure.UNREACHABLE
    }

/** The meaning of what was thrown once there was one: whether the portal has done the work is not known. */
internal fun Throwable.afterConnecting(): Failure = if (namesCertificate()) Failure.UNTRUSTED else Failure.TIMED_OUT

private fun Throwable.namesCertificate(): Boolean =
    isCausedBy { it is CertificateException || it is SSLPeerUnverifiedException }
