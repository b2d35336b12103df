// The screens of the Go app.
