import './http-functions.ts';
import './durable-functions.ts';
import './trap-functions.ts';
import './trigger-functions.ts';
